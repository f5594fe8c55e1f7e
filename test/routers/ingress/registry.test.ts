import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CLASS_CONTROLLERS, CONTROLLERS, DIALECTS, readerOfClass } from '../../../src/routers/ingress/registry';
import { ingressClass } from '../route-tables';

test('the schema of the config allows the controllers that there are', () => {
  const schema = JSON.parse(readFileSync(path.join(__dirname, '../../../schemas/cdk8s-routing.schema.json'), 'utf8'));
  expect(schema.properties.controller.enum).toEqual(CONTROLLERS);
  expect(schema.properties.controllers.additionalProperties.enum).toEqual(CLASS_CONTROLLERS);
});

test('a controller has one entry, and no two claim the same class', () => {
  const names = DIALECTS.flatMap((each) => each.classNames);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(CONTROLLERS).size).toBe(CONTROLLERS.length);
});

test('a class that nothing tells of is read as the text', () => {
  const reader = { dialect: null, by: 'nothing' };
  expect(readerOfClass({ ingressClasses: [] }, null)).toEqual(reader);
  expect(readerOfClass({ ingressClasses: [] }, 'of-our-own')).toEqual(reader);
  expect(readerOfClass({ ingressClasses: [ingressClass('traefik')] }, 'traefik')).toEqual(reader);
});

test('the config says it for a class, whatever the manifests say', () => {
  expect(readerOfClass({ ingressClasses: [] }, 'web', new Map([['web', 'spec']]))).toEqual({ dialect: null, by: 'config' });
});
