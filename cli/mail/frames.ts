import { z } from "zod";

/**
 * Grafana's data frames, as `POST /api/ds/query` answers: a column for each field, of which one is the time of a series.
 * https://grafana.com/developers/dataplane/ and https://grafana.com/docs/grafana/latest/developers/http_api/data_source/ (example answer)
 */
const field = z.looseObject({
  name: z.string(),
  type: z.string().default(""),
  labels: z.record(z.string(), z.string()).nullish(),
  config: z.looseObject({ displayNameFromDS: z.string().optional(), displayName: z.string().optional() }).nullish(),
});

const frame = z.looseObject({
  schema: z.looseObject({ name: z.string().optional(), fields: z.array(field).default([]) }),
  data: z.looseObject({ values: z.array(z.array(z.unknown())).default([]) }),
});

const answer = z.looseObject({
  results: z.record(z.string(), z.looseObject({ error: z.string().optional(), frames: z.array(frame).default([]) })),
});

export interface Line {
  readonly name: string;
  /** In order of time; what is null was not measured, and is left out. */
  readonly points: readonly (readonly [at: number, value: number])[];
}

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface Answers {
  readonly lines: readonly Line[];
  /** Frames without a time. */
  readonly tables: readonly Rows[];
  /** Whether one of its queries was refused. Why is the vendor's own text, which may hold anything: it is not passed on. */
  readonly refused: boolean;
}

export const answersOf = (content: unknown, hidden: readonly string[]): Answers => {
  const read = answer.safeParse(content).data;
  if (read === undefined) return { lines: [], tables: [], refused: true };
  const shown = Object.entries(read.results).filter(([refId]) => !hidden.includes(refId));
  const frames = shown.flatMap(([, { frames: each }]) => each);
  return {
    lines: frames.flatMap(linesOf),
    tables: frames.flatMap(tableOf),
    refused: Object.values(read.results).some(({ error }) => error !== undefined),
  };
};

type Frame = z.output<typeof frame>;

const timeOf = ({ schema }: Frame): number => schema.fields.findIndex(({ type }) => type === "time");

const linesOf = (each: Frame): readonly Line[] => {
  const time = timeOf(each);
  if (time < 0) return [];
  const times = each.data.values[time] ?? [];
  return each.schema.fields.flatMap((own, index) => {
    if (own.type !== "number") return [];
    const values = each.data.values[index] ?? [];
    const points = times.flatMap((at, place) => {
      const value = values[place];
      return typeof at === "number" && typeof value === "number" ? [[at, value] as const] : [];
    });
    return [{ name: nameOf(own, each), points: points.toSorted(([a], [b]) => a - b) }];
  });
};

const nameOf = ({ name, labels, config }: z.output<typeof field>, { schema }: Frame): string => {
  const given = config?.displayNameFromDS ?? config?.displayName;
  if (given !== undefined && given !== "") return given;
  const values = Object.values(labels ?? {}).filter((value) => value !== "");
  if (values.length > 0) return values.join(", ");
  return ["value", ""].includes(name.toLowerCase()) ? (schema.name ?? name) : name;
};

const tableOf = (each: Frame): readonly Rows[] => {
  if (timeOf(each) >= 0 || each.schema.fields.length === 0) return [];
  const [first = []] = each.data.values;
  return [
    {
      columns: each.schema.fields.map(({ name }) => name),
      rows: first.map((_, row) => each.data.values.map((column) => cellOf(column[row]))),
    },
  ];
};

const cellOf = (value: unknown): string | number | null =>
  typeof value === "string" || typeof value === "number" ? value : typeof value === "boolean" ? String(value) : null;
