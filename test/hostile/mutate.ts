import type { Random } from './random';
import type { Json, JsonObject } from '../../src/kubernetes/resource';

/** Texts that break programs: table keys, control characters, encodings, syntax of what they end up in. */
export const ODD_TEXTS: readonly string[] = [
  '', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf', 'toJSON', 'length', '0', '-1', 'null', 'true', 'NaN', '1e999',
  '\u001b[31mred\u001b[0m', '\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007', '\u009b2J', 'a\u0000b', 'a\nb', 'a\r\nb', 'a\tb', '\u202egnp.exe', '\u2066x\u2069', '\u2028', '\ufeffx', '\u007f', '\u200b',
  '\ud800', '\udc00x', '\uffff', 'ß', 'İstanbul', '\u212a', 'ſ', '😀', 'e\u0301', 'xn--nxasmq6b', '日本', '１２７.0.0.1', '%00', '%2e%2e', '%zz', '%', '\\', '$&', '$1', '${x}', '{{ .Values.x }}',
  '<script>alert(1)</script>', '</failure>', ']]>', '&amp;', '"', "'", '`', '``` ', '|', '| a | b |', '::error::x', '%0A::error::x', '[x](javascript:1)', '--', '-', '-n', '#', '# x', '*', '**', '*.', '*.*', '.*', '?', '&a', '*a', '!!binary x', '- a', 'a: b',
  '(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '[', '(', '(?<x>', '/(.*)', '/[', '/..', '//', '/a/../b', '/./', '/%2F', '/a b', '/\u0000', '/?q=1', '/#f',
  '10.0.0.1', '0.0.0.0', '127.0.0.1', '256.1.1.1', '010.0.0.1', '0x7f.1', '2130706433', '::', '::1', 'fe80::1%eth0', 'fe80::1%25eth0', '::ffff:10.0.0.1', '[::1]', '10.0.0.0/33', '0.0.0.0/0', '::/0', '/8', '1/2/3', 'fd00::/129',
  'None', 'Prefix', 'Exact', 'ExternalName', 'ClusterIP', 'UDP', 'SCTP', 'tcp', 'List', 'v1', 'apps/v1', 'a/b/c', 'quote', 'quote.kiada', 'quote.kiada.svc.cluster.local', 'alias.kiada.svc.cluster.local.', 'cluster.local', 'svc', '.', '..', 'a.', '.a', 'a..b', 'A', 'a_b', 'api.example.com', 'API.EXAMPLE.COM', 'api.example.com.', 'api.example.com:8080',
  'a'.repeat(63), 'a'.repeat(64), 'a'.repeat(254), `${'a.'.repeat(127)}a`, 'quote~0', 'x~', '~0', 'quiz-1', 'quiz-99999999999999999999',
];

const ODD_NUMBERS: readonly number[] = [
  0, -0, 1, -1, 0.5, 1e308, -1e308, 5e-324, 1e21, 2 ** 53 + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 65535, 65536, 80, 30000,
];

const ODD_VALUES: readonly Json[] = [
  null, true, false, [], {},
  [[]], [null], [{}], { ['__proto__']: { polluted: true } }, { constructor: { prototype: { polluted: true } } },
  { toString: 1 }, { length: -1 }, [0, '', null], { '': '' },
];

type Step = string | number;
type Container = JsonObject | Json[];

/** A place in a value: the container, and the key in it. */
interface Slot {
  readonly container: Container;
  readonly key: Step;
}

function slots(value: Json, found: Slot[] = []): Slot[] {
  if (typeof value !== 'object' || value === null) return found;
  const container = value as Container;
  const keys: Step[] = Array.isArray(container) ? container.map((_, i) => i) : Object.keys(container);
  for (const key of keys) {
    found.push({ container, key });
    slots(at({ container, key }), found);
  }
  return found;
}

function at({ container, key }: Slot): Json {
  return (container as Record<Step, Json>)[key];
}

/** Sets own properties only, so that `__proto__` becomes a key. */
function put({ container, key }: Slot, value: Json): void {
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

function oddText(random: Random, long: boolean): string {
  const text = random.pick(ODD_TEXTS);
  if (random.chance(0.1)) return text + random.pick(ODD_TEXTS);
  if (long && random.chance(0.02)) return (text === '' ? 'a' : text).repeat(random.pick([300, 5_000, 100_000]));
  return text;
}

/** A value that no schema expects. */
export function oddValue(random: Random, long = true): Json {
  const dice = random.next();
  if (dice < 0.5) return oddText(random, long);
  if (dice < 0.7) return random.pick(ODD_NUMBERS);
  return structuredClone(random.pick(ODD_VALUES)) as Json;
}

/** Changes a value in place, at one place. */
export function mutateOnce(root: Json, random: Random): void {
  const all = slots(root);
  if (all.length === 0) return;
  const slot = random.pick(all);
  const { container, key } = slot;
  switch (random.below(9)) {
    case 0: return Array.isArray(container) ? void container.splice(key as number, 1) : void delete (container as Record<Step, Json>)[key];
    case 1: return Array.isArray(container) ? repeat(container, key as number, random) : put({ container, key: oddText(random, true) }, at(slot));
    case 2: return put(slot, structuredClone(at(random.pick(all))) as Json);
    case 3: return put({ container, key: Array.isArray(container) ? container.length : oddText(random, true) }, oddValue(random));
    case 4: return put(slot, [at(slot)] as Json);
    case 5: return typeof at(slot) === 'string' ? put(slot, spliced(at(slot) as string, random)) : put(slot, oddValue(random));
    default: return put(slot, oddValue(random));
  }
}

function repeat(list: Json[], key: number, random: Random): void {
  const times = random.pick([1, 2, 30, 300]);
  for (let i = 0; i < times; i += 1) list.push(structuredClone(list[key]));
}

/** A text with an odd one put into it. */
export function spliced(text: string, random: Random): string {
  const from = random.below(text.length + 1);
  return text.slice(0, from) + random.pick(ODD_TEXTS) + text.slice(from + random.below(3));
}

/** Manifests as text: one document an object, as JSON or as block YAML. */
export function written(objects: readonly Json[], random: Random): string {
  if (random.chance(0.2)) return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  return objects.map((object) => (random.chance(0.2) ? JSON.stringify(object) : block(object, ''))).join('\n---\n');
}

/** Block YAML in which every scalar is written as JSON. */
export function block(value: Json | undefined, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const inner = `${indent}  `;
  const nested = (item: Json | undefined): string => (isFilled(item) ? `\n${inner}${block(item, inner)}` : ` ${block(item, inner)}`);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : (value as Json[]).map((item) => `-${nested(item)}`).join(`\n${indent}`);
  const keys = Object.keys(value);
  return keys.length === 0 ? '{}' : keys.map((key) => `${JSON.stringify(key)}:${nested((value as JsonObject)[key])}`).join(`\n${indent}`);
}

function isFilled(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** Pieces of YAML that readers stumble over. */
const ODD_YAML: readonly string[] = [
  '\t', '\r\n', '\ufeff', '\u0000', '\u0085', '---\n', '...\n', '%YAML 1.2\n---\n', '%TAG ! x\n', '<<: *a\n', '&a ', '*a', '&a *a', '? ', ': ', '- ', '|\n', '>-\n', '!!binary ', '!!python/object:os.system ', '!<tag:x> ',
  '{', '}', '[', ']', '"', "'", '#', '@', '`', '{a: &a {b: *a}}', '[[[[[[[[[[[[', '? ? ? ? ? ?', '- - - - - -', 'a: b: c\n', '"a": 1\n"a": 2\n', '<<: [*a, {b: c}]\n', '"__proto__": {"polluted": true}\n', '\ud800', '{"a":1}{"b":2}', '/* x */', '// x\n', 'null\n---\nnull\n', '~\n',
  '%YAML 1.1\n---\na: 1\n---\n', '[1,],', '-0x7fffffffffffffff', '1e999', '.inf', '[{'.repeat(300), '- '.repeat(600), '\n'.repeat(100_000), '---\n'.repeat(2_000), aliasBomb(), mergeBomb(),
];

/** Nine lines that stand for a billion values. */
function aliasBomb(): string {
  const line = (name: number): string => `b${name}: &b${name} [${Array<string>(9).fill(name === 0 ? 'x' : `*b${name - 1}`).join(', ')}]\n`;
  return Array.from({ length: 10 }, (_, i) => line(i)).join('');
}

function mergeBomb(): string {
  const keys = Array.from({ length: 500 }, (_, i) => `k${i}: 1`).join(', ');
  return `base: &base {${keys}}\n${'m: {<<: *base}\n'.repeat(500)}`;
}

/** Changes a text at one place, as no serializer would. */
export function mutateText(text: string, random: Random): string {
  const from = random.below(text.length + 1);
  const line = text.lastIndexOf('\n', from) + 1;
  switch (random.below(10)) {
    case 0: return text.slice(0, from);
    case 1: return text.slice(0, from) + text.slice(from + 1 + random.below(20));
    case 2: return `\ufeff${text}`;
    case 3: return text.replace(/\n/g, '\r\n');
    case 4: return text.slice(0, line) + random.pick(['  ', '\t', ' ', '- ']) + text.slice(line);
    case 5: return text.slice(0, line) + text.slice(line, from) + text.slice(line);
    case 6: return `${text.slice(0, from)}${String.fromCharCode(random.below(0x10000))}${text.slice(from)}`;
    default: return text.slice(0, from) + random.pick(ODD_YAML) + text.slice(from);
  }
}
