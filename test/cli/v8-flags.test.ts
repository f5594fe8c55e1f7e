import { spawnSync } from 'node:child_process';
import { v8FlagsOf } from '../../src/cli/v8-flags';

test('only versions whose V8 has the flags get any', () => {
  const flags = ['18.20.0', '20.20.2', '21.1.0', '22.23.3', '24.21.0', '220.1.0', 'constructor'].map((version) => v8FlagsOf(version).map(({ much }) => much));
  expect(flags).toEqual([
    [], ['--interrupt-budget=1200000', '--max-inlined-bytecode-size-cumulative=200'],
    [], ['--invocation-count-for-turbofan=15000', '--max-inlined-bytecode-size-cumulative=300'],
    ['--invocation-count-for-turbofan=40000', '--no-concurrent-recompilation', '--semi-space-growth-factor=1'], [], [],
  ]);
});

test('what is set back after a call is what V8 has by itself', () => {
  const usual = v8FlagsOf(process.versions.node).map((flag) => flag.usual);
  const { stdout } = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(usual.filter((flag) => !stdout.includes(`default: ${flag}\n`))).toEqual([]);
});
