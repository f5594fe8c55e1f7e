import * as fs from 'node:fs';
import * as path from 'node:path';
import { releasesOf } from '../../tools/release-dry';

test('each language of the manifest has a package, a registry, and what publishing reads', () => {
  const targets = {
    python: { distName: 'cdk8s-routing' },
    java: { maven: { groupId: 'org.cdk8srouting', artifactId: 'cdk8s-routing' } },
    dotnet: { packageId: 'Cdk8sRouting' },
    go: { moduleName: 'github.com/cdk8s-routing/cdk8s-routing-go' },
  };
  expect(releasesOf({ name: 'cdk8s-routing', jsii: { targets } }).map(({ language, name, registry }) => [language, name, registry])).toEqual([
    ['js', 'cdk8s-routing', 'npm'],
    ['python', 'cdk8s-routing', 'PyPI'],
    ['java', 'org.cdk8srouting:cdk8s-routing', 'Maven Central'],
    ['dotnet', 'Cdk8sRouting', 'NuGet'],
    ['go', 'github.com/cdk8s-routing/cdk8s-routing-go', 'a tag of its git repository'],
  ]);
});

test('the package asks for nothing but its peers, and is published with provenance', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as Record<string, object | undefined>;
  expect(manifest.dependencies).toBeUndefined();
  expect(Object.keys(manifest.peerDependencies ?? {})).toEqual(['cdk8s', 'cdk8s-plus-27', 'constructs']);
  expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
});
