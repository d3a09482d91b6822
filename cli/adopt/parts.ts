/** What is looked at, each part under its name and in one spelling: the same parts are the same data. */
export type Parts = Readonly<Record<string, string>>;
