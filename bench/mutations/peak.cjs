"use strict";
/** Required before a command: leaves the most memory that its process had, in MiB, in the folder that is named. */
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = process.env.DRIPLO_PEAK_FOLDER;

process.on("exit", () => {
  writeFileSync(join(folder, String(process.pid)), String(process.resourceUsage().maxRSS / 1_024));
});
