import { createHash } from 'node:crypto';
import { mapOf } from './maps';
import { settle } from '../../src/checks/session';
import { pageData } from '../../src/graph/explorer/page-data';
import { page } from '../../src/graph/page';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { app, ingress } from '../diff/simulations';

const MARKUP = app('one').replaceAll('example.org/app:1', '</script><script>alert(1)</script>') + ingress('web', ['a.example.com Prefix /<img/src=x> one']);
const SCRIPT = 'const a = "</script>" + "<!--";';

function html(yaml = MARKUP): string {
  const { resources } = parseManifests(yaml, 'app.yaml', { namespace: 'shop' });
  const finding = { rule: 'r', severity: 'error', message: '<b>', fix: '</script>', object: 'o', place: 'p' };
  return page(mapOf(yaml), pageData(resources, settle({}, null), [finding]), SCRIPT);
}

test('the policy lets the own script and style run, and nothing else', () => {
  const text = html();
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text) ?? ['', ''];
  const hash = (tag: string): string => `'sha256-${createHash('sha256').update(new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)?.[1] ?? '').digest('base64')}'`;
  expect(policy).toBe(`default-src 'none'; script-src ${hash('script')}; style-src ${hash('style')}; base-uri 'none'; form-action 'none'`);
});

test('names that are markup begin no element', () => {
  const text = html();
  expect(text.match(/<script/g)).toHaveLength(2);
  expect(text.match(/<\/script/g)).toHaveLength(2);
  expect(text.match(/<style/g)).toHaveLength(1);
  expect(text).not.toMatch(/<img|<b>/);
});

test('the same input gives the same bytes', () => {
  expect(html()).toBe(html());
});

test('a report of findings has them before the map, counted', () => {
  const { resources } = parseManifests(MARKUP, 'app.yaml', { namespace: 'shop' });
  const finding = { rule: 'r', severity: 'warning', message: 'm', fix: 'f', object: 'o', place: 'p' };
  const text = page(mapOf(MARKUP), pageData(resources, settle({}, null), [finding, finding]), SCRIPT, 'findings');
  expect(text).toContain('<h2>Findings: 2 warnings</h2>');
  expect(text.indexOf('id="findings"')).toBeLessThan(text.indexOf('id="map"'));
});
