import { join } from "node:path";

/** A program is one bundle, in which `__dirname` is its entry's folder: the entries of this folder all stand here. */
export const ROOT = join(__dirname, "../..");
