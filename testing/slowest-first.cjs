const { createHash } = require("node:crypto");
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const Sequencer = require("@jest/test-sequencer").default;

/**
 * By the processor's seconds that they take, measured on two cores: the longest first, so that no worker ends with one of them alone. A
 * fresh checkout has no times to go by.
 */
const SLOWEST = [
  "testing/whole/stack.engine",
  "cli/review/command",
  "testing/whole/stack.faults.engine",
  "cli/apply/stack.engine",
  "instrumentation/example.chromium",
  "cli/secrets",
  "cli/cli",
  "bench/mutations/mutations",
  "cli/apply/rule.engine",
  "cli/commands",
  "testing/whole/keys.engine",
  "cli/drill/drill",
  "cli/simulate/simulate",
  "cli/shared/read-limits",
  "cli/broken-sources",
  "cli/adopt/adopt",
  "cli/lighthouse/open-preview",
  "cli/lighthouse/config",
].map((name) => join(__dirname, "..", `${name}.test.ts`));

/** With `--randomize` the files are in any order too: jest itself shuffles the tests within each alone. */
module.exports = class extends Sequencer {
  constructor(options) {
    super(options);
    this.globalConfig = options.globalConfig;
    const gone = SLOWEST.filter((path) => !existsSync(path));
    if (gone.length > 0) throw new Error(`testing/slowest-first.cjs names what is not there: ${gone.join(", ")}`);
  }

  sort(tests) {
    const { randomize, seed } = this.globalConfig;
    if (randomize) return shuffle(tests, seed);
    const slow = SLOWEST.flatMap((path) => tests.filter((test) => test.path === path));
    return [...slow, ...super.sort(tests.filter((test) => !slow.includes(test)))];
  }
};

/** The same seed gives the same order (`jest --randomize --seed <it>`). */
const shuffle = (tests, seed) => {
  const place = ({ path }) => createHash("sha256").update(`${seed} ${path}`).digest("hex");
  return tests.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
};
