import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIOS } from './open-questions/manifests';
import { ask } from './scenario';

const GOLDEN = join(__dirname, 'open-questions', 'golden.json');

/** What each request's answer depends on, as readers are told; `UPDATE_GOLDEN=1` writes the file anew, to be reviewed. */
test('what answers depend on is told in these words', () => {
  const told = Object.fromEntries(SCENARIOS.map(({ name, yaml, requests }) => [name, Object.fromEntries(requests.map((text) => {
    const [url, from = null] = text.split(' from ');
    return [text, ask(yaml, url, { from }).dependsOn];
  }))]));
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, `${JSON.stringify(told, null, 2)}\n`);
  expect(told).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
});
