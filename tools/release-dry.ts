/*
 * Shows what a release would publish, in each language, and what is missing for it; publishes nothing: `npm run release:dry [-- VERSION]`.
 *
 * npm's tarball is packed here; the packages of the other languages are those that `npm run package-all` left in dist/.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { nextVersion, releasedVersions } from './changelog';
import { missingTool, TARGETS } from './package-all';

const ROOT = path.resolve(__dirname, '..');

interface Targets {
  readonly python?: { readonly distName: string };
  readonly java?: { readonly maven: { readonly groupId: string; readonly artifactId: string } };
  readonly dotnet?: { readonly packageId: string };
  readonly go?: { readonly moduleName: string };
}

interface Manifest {
  readonly name: string;
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
  readonly jsii: { readonly targets: Targets };
}

/** A package of one language. */
export interface Release {
  readonly language: string;
  readonly name: string;
  readonly registry: string;
  /** What publishing reads from the environment. */
  readonly secrets: readonly string[];
}

/** What a manifest says is published. */
export function releasesOf({ name, jsii: { targets: { python, java, dotnet, go } } }: Manifest): readonly Release[] {
  return [
    { language: 'js', name, registry: 'npm', secrets: ['NPM_TOKEN'] },
    ...python === undefined ? [] : [{ language: 'python', name: python.distName, registry: 'PyPI', secrets: ['TWINE_USERNAME', 'TWINE_PASSWORD'] }],
    ...java === undefined ? [] : [{
      language: 'java',
      name: `${java.maven.groupId}:${java.maven.artifactId}`,
      registry: 'Maven Central',
      secrets: ['MAVEN_USERNAME', 'MAVEN_PASSWORD', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE'],
    }],
    ...dotnet === undefined ? [] : [{ language: 'dotnet', name: dotnet.packageId, registry: 'NuGet', secrets: ['NUGET_API_KEY'] }],
    ...go === undefined ? [] : [{ language: 'go', name: go.moduleName, registry: 'a tag of its git repository', secrets: ['GITHUB_TOKEN'] }],
  ];
}

/** What a release has to say of itself, one line each. */
function linesOf(release: Release, version: string, packed: readonly string[]): readonly string[] {
  const missing = release.secrets.filter((name) => (process.env[name] ?? '') === '');
  return [
    `${release.language}: ${release.name} ${version} to ${release.registry}`,
    ...packed.length === 0 ? [`  not built: ${howToBuild(release.language)}`] : packed.map((file) => `  ${file}`),
    missing.length === 0 ? '  everything that publishing reads is set' : `  missing to publish: ${missing.join(', ')}`,
  ];
}

function howToBuild(language: string): string {
  const tool = missingTool(TARGETS.find(({ target }) => target === language)?.tools ?? []);
  return tool === undefined ? 'run npm run package-all before' : `this machine has no ${tool}, which npm run package-all needs for it`;
}

/** The packed files of a language: their sizes, and the hash by which a user can compare them. */
function packedFiles(folder: string): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)).filter((file) => fs.statSync(file).isFile())
    .filter((file) => /\.(whl|tar\.gz|jar|nupkg|mod)$/.test(file)).sort().map((file) => describe(file));
}

function describe(file: string): string {
  const bytes = fs.readFileSync(file);
  return `${path.relative(ROOT, file)}, ${megabytes(bytes.length)}, sha256 ${createHash('sha256').update(bytes).digest('hex')}`;
}

const megabytes = (bytes: number): string => bytes < 100_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(2)} MB`;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
  readonly integrity: string;
}

/** npm's tarball, which is packed into a folder that is then removed. */
function npmTarball(): readonly string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
  try {
    const json = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    return (JSON.parse(json) as readonly Packed[]).map(({ filename, size, unpackedSize, entryCount, integrity }) =>
      `${filename}, ${entryCount} files, ${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked, ${integrity}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function main(): void {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const changelog = fs.readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8');
  const version = process.argv.at(2) ?? nextVersion(changelog);
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) throw new Error(`'${version}' is not a version; write one such as 1.2.3`);
  if (releasedVersions(changelog).includes(version)) throw new Error(`CHANGELOG.md has version ${version} already`);
  const { access = 'restricted', provenance = false } = manifest.publishConfig ?? {};
  console.log(`version ${version}; nothing is published\n`);
  for (const release of releasesOf(manifest)) {
    const packed = release.language === 'js' ? npmTarball() : packedFiles(path.join(ROOT, 'dist', release.language));
    console.log([...linesOf(release, version, packed), ''].join('\n'));
  }
  console.log(`npm: access ${access}, ${provenance ? 'with a statement of provenance, which npm makes in a pipeline with an identity (id-token) only' : 'without provenance'}`);
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    console.error(`release:dry: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
