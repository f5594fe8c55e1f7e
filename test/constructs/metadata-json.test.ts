import { ApiObject, type ApiObjectMetadata, type AppProps, App, Chart, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { metadataJson } from '../../src/constructs/metadata-json';

function objectOf(metadata: ApiObjectMetadata, props: AppProps = {}): ApiObject {
  const chart = new Chart(new App(props), 'shop', { namespace: 'shop', labels: { team: 'a' }, disableResourceNameHashes: true });
  return new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Service', metadata });
}

/** Without what is empty, which cdk8s leaves out. */
const written = (object: ApiObject): unknown => {
  const { labels = {}, annotations = {}, ...others } = metadataJson(object) as Record<string, object>;
  const filled = Object.entries({ labels, annotations }).filter(([, texts]) => Object.keys(texts).length > 0);
  return JSON.parse(JSON.stringify({ ...others, ...Object.fromEntries(filled) }));
};

test('plain metadata is what cdk8s writes, without asking it', () => {
  const texts = fc.dictionary(fc.string().filter((name) => name !== '__proto__'), fc.string());
  fc.assert(fc.property(texts, texts, fc.option(fc.string(), { nil: undefined }), (labels, annotations, namespace) => {
    const object = objectOf({ labels, annotations, namespace });
    object.metadata.addAnnotation('more', 'text');
    const expected: unknown = object.metadata.toJson();
    const asked = jest.spyOn(object.metadata, 'toJson');
    expect(written(object)).toEqual(expected);
    expect(asked).not.toHaveBeenCalled();
  }));
});

const RESOLVER = { resolve: (context: { value: unknown; replaceValue(value: unknown): void }) => { if (context.value === 'token') context.replaceValue('resolved'); } };

test.each([
  ['a value that is made later', objectOf({ annotations: { a: Lazy.any({ produce: () => 'made' }) as string } })],
  ['an app with a resolver of its own', objectOf({ labels: { a: 'token' } }, { resolvers: [RESOLVER] })],
  ['another field', objectOf({ generateName: 'web-' })],
  ['a label that is called __proto__', objectOf({ labels: JSON.parse('{"__proto__":"a"}') as Record<string, string> })],
  ['finalizers', objectOf({ finalizers: ['example.com/a'] })],
  ['an owner', objectOf({ ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '1' }] })],
])('%s is left to cdk8s', (_, object) => expect(metadataJson(object)).toEqual(object.metadata.toJson()));
