import { defaultClass, namedClass } from '../../../src/routers/ingress/ingress-class';
import { ingress, ingressClass, tables } from '../route-tables';

const names = (...args: Parameters<typeof tables>): readonly (string | null)[] => tables(...args).map((each) => each.className);

test('the class is that of the field, else that of the annotation', () => {
  const annotations = { 'kubernetes.io/ingress.class': 'old' };
  expect(namedClass(ingress({ className: 'new', annotations }))).toBe('new');
  expect(namedClass(ingress({ annotations }))).toBe('old');
  expect(namedClass(ingress({}))).toBeNull();
});

test('each class has a table of its own, those without a class come last', () => {
  expect(names([ingress({ name: 'a' }), ingress({ name: 'b', className: 'z' }), ingress({ name: 'c', className: 'y' }), ingress({ name: 'd', className: 'z' })]))
    .toEqual(['y', 'z', null]);
});

test('an Ingress without a class gets the default class', () => {
  const [only, ...rest] = tables([ingress({})], [ingressClass('a'), ingressClass('b', true)]);
  expect([only.className, only.name, only.questions, rest]).toEqual(['b', 'ingress class b', [], []]);
});

test('an empty annotation is no class, and keeps the default away', () => {
  expect(names([ingress({ annotations: { 'kubernetes.io/ingress.class': '' } })], [ingressClass('a', true)])).toEqual([null]);
});

test('of several default classes the newest is taken, of equally new ones the first by name', () => {
  const old = ingressClass('a', true, '2020-01-01T00:00:00Z');
  const young = ingressClass('c', true, '2024-01-01T00:00:00Z');
  expect(defaultClass([old, young, ingressClass('b', true, '2024-01-01T00:00:00Z')])?.name).toBe('b');
  expect(defaultClass([ingressClass('z')])).toBeNull();
  expect(tables([ingress({})], [old, young])[0].questions).toEqual([]);
});

test('of several default classes without an age the answer is open', () => {
  const [only] = tables([ingress({})], [ingressClass('b', true), ingressClass('a', true)]);
  expect(only.className).toBe('a');
  expect(only.questions).toMatchObject([{ code: 'several-default-classes', sources: [{ resource: { name: 'a' } }, { resource: { name: 'b' } }] }]);
});

test('without a class and without a default class it is open who serves', () => {
  expect(tables([ingress({})])[0].questions).toMatchObject([{ code: 'ingress-without-class' }]);
});

test('a class that is installed elsewhere is worth a word only beside others of the input', () => {
  expect(tables([ingress({ className: 'nginx' })])[0].questions).toEqual([]);
  expect(tables([ingress({ className: 'nginx' })], [ingressClass('ngnix')])[0].questions)
    .toMatchObject([{ code: 'class-outside-manifests', facts: { className: 'nginx' } }]);
});

test('classes that are names of the prototype are classes like others', () => {
  expect(names([ingress({ className: '__proto__' }), ingress({ className: 'constructor' })])).toEqual(['__proto__', 'constructor']);
});
