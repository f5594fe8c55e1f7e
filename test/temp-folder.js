/** Tests make folders under os.tmpdir(): they get one of their own, which goes when they end. */
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = async function setUp() {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'cdk8s-routing-tests-'));
};
