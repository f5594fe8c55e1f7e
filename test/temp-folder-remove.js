const { rmSync } = require('node:fs');

module.exports = async function tearDown() {
  rmSync(process.env.TMPDIR, { recursive: true, force: true });
};
