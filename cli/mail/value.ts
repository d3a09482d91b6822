/** A value in a unit of Grafana's, by its id: those that our boards use. */
export const wordValue = (unit: string, value: number): string => {
  switch (unit) {
    case "percent":
      return `${digits(value)} %`;
    case "percentunit":
      return `${digits(value * 100)} %`;
    case "currencyEUR":
      return `€${value.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
    case "ns":
      return wordSeconds(value / 1e9);
    case "ms":
      return wordSeconds(value / 1e3);
    case "s":
      return wordSeconds(value);
    case "bytes":
      return wordBytes(value);
    default:
      return digits(value);
  }
};

const digits = (value: number): string =>
  Math.abs(value) >= 1e6
    ? Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(value)
    : value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 10 ? 2 : Math.abs(value) < 1_000 ? 1 : 0 });

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const wordSeconds = (seconds: number): string => {
  const size = Math.abs(seconds);
  if (size < 1) return `${digits(seconds * 1_000)} ms`;
  if (size < 2 * MINUTE) return `${digits(seconds)} s`;
  if (size < 2 * HOUR) return `${digits(seconds / MINUTE)} min`;
  return size < 2 * DAY ? `${digits(seconds / HOUR)} h` : `${digits(seconds / DAY)} days`;
};

const prefixes = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

const wordBytes = (bytes: number): string => {
  const power = Math.min(prefixes.length - 1, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10));
  return `${digits(bytes / 1024 ** power)} ${prefixes[power] ?? "B"}`;
};
