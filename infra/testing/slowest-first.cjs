const Sequencer = require("@jest/test-sequencer").default;

/** What starts real engines takes minutes and begins first, so that the other worker does the rest meanwhile. A fresh checkout has no times to go by. */
module.exports = class extends Sequencer {
  sort(tests) {
    const slow = ({ path }) => /stack\..*engine\.test/.test(path);
    const others = super.sort(tests.filter((test) => !slow(test)));
    return [...tests.filter(slow), ...others];
  }
};
