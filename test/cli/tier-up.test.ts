import { spawnSync } from 'node:child_process';
import { tierUpOf } from '../../src/cli/tier-up';

test('only versions whose V8 has the flag get one', () => {
  expect(['18.20.0', '20.20.2', '21.1.0', '22.23.3', '24.21.0', '220.1.0', 'constructor'].map((version) => tierUpOf(version)?.flag ?? null)).toEqual([
    null, '--interrupt-budget', null, '--invocation-count-for-turbofan', null, null, null,
  ]);
});

test('what is set back after a call is what V8 has by itself', () => {
  const tierUp = tierUpOf(process.versions.node);
  const { stdout } = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(tierUp === null || stdout.includes(`default: ${tierUp.flag}=${tierUp.usual}\n`)).toBe(true);
});
