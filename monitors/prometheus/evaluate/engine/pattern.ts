import { RE2JS } from "re2js";
import type { Release } from "./release";

/**
 * A pattern of the whole value, in Go's syntax, which is not JavaScript's: `(?i)`, `[[:alpha:]]`, `\pL`, `\Q…\E`.
 * prometheus/prometheus model/labels/regexp.go, https://pkg.go.dev/regexp/syntax
 *
 * Undefined where it is none.
 */
export const patternOf = (source: string, { dotTakesNewline }: Release): RE2JS | undefined => {
  try {
    // By itself first: `a)(b` is none, and would be one within brackets.
    RE2JS.compile(source);
    return RE2JS.compile(`^(?${dotTakesNewline ? "s" : ""}:${source})$`);
  } catch {
    return undefined;
  }
};

/**
 * What a pattern makes of a value: `$1`, `${1}` and `${name}` in the replacement, `$$` for a dollar. Undefined where it does not fit.
 * https://pkg.go.dev/regexp#Regexp.Expand
 */
export const expand = (pattern: RE2JS, replacement: string, value: string): string | undefined => {
  const found = pattern.matcher(value);
  if (!found.find()) return undefined;
  const names = pattern.namedGroups();
  return replacement.replaceAll(
    /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu,
    (_, bare?: string, braced?: string): string => {
      const name = bare ?? braced;
      if (name === undefined) return "$";
      const place = /^(?:0|[1-9]\d{0,7})$/.test(name)
        ? Number(name)
        : Object.hasOwn(names, name)
          ? names[name]
          : undefined;
      return place === undefined || place > found.groupCount() ? "" : (found.group(place) ?? "");
    },
  );
};
