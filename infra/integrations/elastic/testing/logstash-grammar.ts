/**
 * A stand-in for Logstash's own parser, which is on no registry: its configuration language by the grammar it publishes
 * (elastic/logstash logstash-core/lib/logstash/compiler/lscl/lscl_grammar.treetop): sections, plugins with settings, branches. Whether
 * a plugin has a setting it does not know.
 */

export interface Plugin {
  readonly name: string;
  readonly settings: Readonly<Record<string, Value>>;
}

export type Value = string | Plugin | readonly Value[] | { readonly [key: string]: Value };

export interface Section {
  readonly section: string;
  readonly plugins: readonly Plugin[];
}

type Token = readonly [kind: "name" | "number" | "string" | "selector" | "sign", text: string];

const TOKENS =
  /\s+|#[^\n]*|(?<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<selector>(?:\[[^[\],"']+\])+)|(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w-]*)|(?<sign>=>|==|!=|<=|>=|=~|!~|[{}[\](),<>!])/y;

const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = [];
  TOKENS.lastIndex = 0;
  while (TOKENS.lastIndex < text.length) {
    const at = TOKENS.lastIndex;
    const found = TOKENS.exec(text);
    if (found === null) throw new Error(`no word of Logstash's at ${text.slice(at, at + 20)}`);
    for (const kind of ["string", "selector", "number", "name", "sign"] as const) {
      const word = found.groups?.[kind];
      if (word !== undefined) tokens.push([kind, word]);
    }
  }
  return tokens;
};

/** Takes from the front of the tokens. Throws at the first that does not belong. */
class Reader {
  readonly #tokens: Token[];

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  get ended(): boolean {
    return this.#tokens.length === 0;
  }

  is(text: string): boolean {
    return this.#tokens[0]?.[1] === text && this.#tokens[0][0] !== "string";
  }

  take(...kinds: readonly Token[0][]): string {
    const [kind, text] = this.#tokens.shift() ?? ["sign", "the end"];
    if (!kinds.includes(kind)) throw new Error(`${text} where ${kinds.join(" or ")} belongs`);
    return kind === "string" ? text.slice(1, -1) : text;
  }

  sign(text: string): void {
    if (!this.is(text)) throw new Error(`${this.#tokens[0]?.[1] ?? "the end"} where ${text} belongs`);
    this.#tokens.shift();
  }

  peek(): Token | undefined {
    return this.#tokens[0];
  }
}

export const parseLogstash = (text: string): readonly Section[] => {
  const reader = new Reader(text);
  const sections: Section[] = [];
  while (!reader.ended) {
    const section = reader.take("name");
    if (!["input", "filter", "output"].includes(section)) throw new Error(`${section} is no section`);
    sections.push({ section, plugins: block(reader) });
  }
  return sections;
};

const block = (reader: Reader): readonly Plugin[] => {
  const plugins: Plugin[] = [];
  reader.sign("{");
  while (!reader.is("}")) plugins.push(...(reader.is("if") ? branch(reader) : [plugin(reader, reader.take("name"))]));
  reader.sign("}");
  return plugins;
};

const branch = (reader: Reader): readonly Plugin[] => {
  reader.take("name");
  const plugins = [...conditional(reader)];
  while (reader.is("else")) {
    reader.take("name");
    if (reader.is("if")) {
      reader.take("name");
      plugins.push(...conditional(reader));
    } else return [...plugins, ...block(reader)];
  }
  return plugins;
};

const conditional = (reader: Reader): readonly Plugin[] => {
  operand(reader);
  while (["==", "!=", "<", ">", "<=", ">=", "=~", "!~", "in", "and", "or"].some((word) => reader.is(word))) {
    reader.take("sign", "name");
    operand(reader);
  }
  return block(reader);
};

const operand = (reader: Reader): void => {
  while (reader.is("!")) reader.sign("!");
  reader.take("selector", "string", "number");
};

const plugin = (reader: Reader, name: string): Plugin => {
  const settings: Record<string, Value> = {};
  reader.sign("{");
  while (!reader.is("}")) {
    const setting = reader.take("name", "string");
    reader.sign("=>");
    settings[setting] = value(reader);
  }
  reader.sign("}");
  return { name, settings };
};

const value = (reader: Reader): Value => {
  if (reader.is("[")) return list(reader);
  if (reader.is("{")) return hash(reader);
  const [kind] = reader.peek() ?? ["sign"];
  const word = reader.take("name", "string", "number", "selector");
  return kind === "name" && reader.is("{") ? plugin(reader, word) : word;
};

const list = (reader: Reader): readonly Value[] => {
  const values: Value[] = [];
  reader.sign("[");
  while (!reader.is("]")) {
    values.push(value(reader));
    if (!reader.is("]")) reader.sign(",");
  }
  reader.sign("]");
  return values;
};

const hash = (reader: Reader): Value => {
  const entries: Record<string, Value> = {};
  reader.sign("{");
  while (!reader.is("}")) {
    const key = reader.take("name", "string", "number");
    reader.sign("=>");
    entries[key] = value(reader);
  }
  reader.sign("}");
  return entries;
};
