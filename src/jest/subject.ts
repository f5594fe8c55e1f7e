import * as fs from 'node:fs';
import * as path from 'node:path';
import { Construct, type IConstruct } from 'constructs';
import { resourcesOf } from '../cdk8s/app-objects';
import { NO_ORIGIN, type JsonObject, type Resource } from '../kubernetes/resource';
import { reasonOf } from '../manifests/find';
import { isObject, resourceOf } from '../manifests/resource-of';
import { readTextFile } from '../manifests/text-file';
import { parseManifests, type ParsedManifests } from '../manifests/yaml/parse';
import { problemText } from '../report/problem';

/**
 * The objects of whatever a test has in hand.
 *
 * @param namespace the namespace of namespaced objects that name none
 * @throws Error when it cannot be read
 */
export function readSubject(subject: unknown, namespace: string): readonly Resource[] {
  if (isConstruct(subject)) return resourcesOf(subject, namespace);
  const parts: readonly unknown[] = Array.isArray(subject) ? subject : [subject];
  return parts.flatMap((part) => {
    if (typeof part === 'string') return readString(part, namespace);
    if (isConstruct(part)) return resourcesOf(part, namespace);
    return isObject(part) ? readObject(part, namespace) : refuse(part);
  });
}

function isConstruct(value: unknown): value is IConstruct {
  return typeof value === 'object' && value !== null && Construct.isConstruct(value);
}

function refuse(value: unknown): never {
  const got = value === null ? 'null' : typeof value;
  throw new Error(`got ${got}, expected a Chart, an App or another construct, a path of manifests, their text, or their objects`);
}

/** An object, or the items of a List, as JSON has them. */
function readObject(object: JsonObject, namespace: string): readonly Resource[] {
  const json = JSON.parse(JSON.stringify(object)) as JsonObject;
  const items = typeof json.kind === 'string' && json.kind.endsWith('List') && Array.isArray(json.items) ? json.items as readonly unknown[] : [json];
  return items.map((item) => {
    const resource = isObject(item) ? resourceOf(item, namespace, NO_ORIGIN) : null;
    if (resource === null) throw new Error(`got an object that has no apiVersion and kind: ${JSON.stringify(item).slice(0, 100)}`);
    return resource;
  });
}

/** Text with more than one line, or that starts like an object, is manifests; other text is a path. */
function readString(text: string, namespace: string): readonly Resource[] {
  if (text.trim() === '') throw new Error('got an empty string, expected a path of manifests or their text');
  if (/\n/.test(text.trim()) || /^\s*(?:\{|---|apiVersion:|kind:)/.test(text)) return accept(parseManifests(text, '<text>', { namespace }));
  const files = filesOf(text);
  const resources = files.flatMap(({ file, named }) => accept(withoutUnrelated(parseManifests(readTextFile(file), file, { namespace }), named)));
  if (resources.length === 0) throw new Error(`${text}: no Kubernetes objects found`);
  return resources;
}

/** What a folder holds besides manifests (`package.json`) is passed over. */
function withoutUnrelated(parsed: ParsedManifests, named: boolean): ParsedManifests {
  return named || !parsed.problems.every(({ kind }) => kind === 'not-a-manifest') ? parsed : { ...parsed, problems: [] };
}

function accept({ resources, problems }: ParsedManifests): readonly Resource[] {
  if (problems.length > 0) throw new Error(`the manifests cannot be read:\n  ${problems.map(problemText).join('\n  ')}`);
  return resources;
}

function filesOf(name: string): readonly { readonly file: string; readonly named: boolean }[] {
  try {
    if (!fs.statSync(name).isDirectory()) return [{ file: name, named: true }];
    const found = fs.readdirSync(name, { recursive: true, encoding: 'utf8' }).filter((each) => /\.(?:ya?ml|json)$/i.test(each) && !isHidden(each));
    return found.sort().map((each) => path.join(name, each)).filter((file) => fs.statSync(file).isFile()).map((file) => ({ file, named: false }));
  } catch (error) {
    throw new Error(`${name}: cannot be read: ${reasonOf(error)}`);
  }
}

function isHidden(name: string): boolean {
  return name.split(path.sep).some((part) => part.startsWith('.') || part === 'node_modules' || part === 'construct-metadata.json');
}
