/** On one line, without what a terminal obeys and what turns text around: a plan may be a stranger's. */
export const visible = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll(/\p{C}/gu, "\u{fffd}").trim();
