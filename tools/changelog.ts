/*
 * Reads CHANGELOG.md, which has the shape of https://keepachangelog.com: what is unreleased says which version comes next.
 */

interface Section {
  readonly title: string;
  readonly kinds: ReadonlySet<string>;
  readonly text: string;
}

function sectionsOf(changelog: string): readonly Section[] {
  return changelog.split(/^## /m).slice(1).map((text) => ({
    title: text.slice(0, text.indexOf('\n')).trim(),
    kinds: new Set([...text.matchAll(/^### (.+)$/gm)].map(([, kind]) => kind.trim())),
    text,
  }));
}

/** The versions that were released, the newest first. */
export function releasedVersions(changelog: string): readonly string[] {
  return sectionsOf(changelog).flatMap(({ title }) => /^\[?(\d+\.\d+\.\d+[^\]\s]*)/.exec(title)?.[1] ?? []);
}

/**
 * The version that comes next, by semantic versioning: what was removed, or is marked as breaking, makes a major one; what was added a minor one.
 *
 * @throws when nothing is unreleased
 */
export function nextVersion(changelog: string): string {
  const unreleased = sectionsOf(changelog).find(({ title }) => /^\[?unreleased\]?$/i.test(title));
  if (unreleased === undefined || unreleased.kinds.size === 0) throw new Error('CHANGELOG.md has nothing under Unreleased');
  const [last] = releasedVersions(changelog);
  if (last === undefined) return '1.0.0';
  const [major, minor, patch] = last.split('.').map((part) => parseInt(part, 10));
  if (unreleased.kinds.has('Removed') || /\*\*Breaking/i.test(unreleased.text)) return `${major + 1}.0.0`;
  return unreleased.kinds.has('Added') ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
