import { visible as spellUnseen } from "../../monitors/model/visible";

/** On one line, and what a terminal obeys or what turns text around spelt out: a plan may be a stranger's. */
export const visible = (text: string): string => spellUnseen(text.replaceAll(/\s+/g, " ").trim());
