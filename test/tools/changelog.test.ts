import { nextVersion, releasedVersions } from '../../tools/changelog';

const changelog = (unreleased: string, released = ''): string => `# Changelog\n\nIntro.\n\n## Unreleased\n\n${unreleased}\n${released}`;

const RELEASED = '\n## 1.4.2 - 2026-11-02\n\n### Fixed\n- b\n\n## [1.4.1] - 2026-10-01\n\n### Removed\n- c\n';

test.each([
  ['the first version is 1.0.0', '### Added\n- a', '', '1.0.0'],
  ['something added makes a minor version', '### Added\n- a\n\n### Fixed\n- b', RELEASED, '1.5.0'],
  ['something fixed makes a patch', '### Fixed\n- a', RELEASED, '1.4.3'],
  ['something removed makes a major version', '### Added\n- a\n\n### Removed\n- b', RELEASED, '2.0.0'],
  ['a change that is marked as breaking makes a major version', '### Changed\n- **Breaking:** a', RELEASED, '2.0.0'],
])('%s', (_, unreleased, released, version) => {
  expect(nextVersion(changelog(unreleased, released))).toBe(version);
});

test('where nothing is unreleased there is no next version', () => {
  expect(() => nextVersion(changelog('', RELEASED))).toThrow('CHANGELOG.md has nothing under Unreleased');
  expect(() => nextVersion(`# Changelog\n${RELEASED}`)).toThrow('nothing under Unreleased');
});

test('the versions that were released, the newest first', () => {
  expect(releasedVersions(changelog('### Added\n- a', RELEASED))).toEqual(['1.4.2', '1.4.1']);
});
