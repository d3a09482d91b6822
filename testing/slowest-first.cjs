const { createHash } = require("node:crypto");
const Sequencer = require("@jest/test-sequencer").default;

/**
 * What starts real engines takes minutes and begins first, so that the other worker does the rest meanwhile. A fresh checkout has no times
 * to go by. With `--randomize` the files are in any order too: jest itself shuffles the tests within each alone.
 */
module.exports = class extends Sequencer {
  constructor(options) {
    super(options);
    this.globalConfig = options.globalConfig;
  }

  sort(tests) {
    const { randomize, seed } = this.globalConfig;
    if (randomize) return shuffle(tests, seed);
    const slow = ({ path }) => /stack\..*engine\.test/.test(path);
    const others = super.sort(tests.filter((test) => !slow(test)));
    return [...tests.filter(slow), ...others];
  }
};

/** The same seed gives the same order (`jest --randomize --seed <it>`). */
const shuffle = (tests, seed) => {
  const place = ({ path }) => createHash("sha256").update(`${seed} ${path}`).digest("hex");
  return tests.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
};
