import { REASONS } from '../../src/trace/reasons';

test.each(Object.entries(REASONS))('%s is kebab-case, with one sentence and a status that HTTP has', (code, { meaning, status }) => {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(meaning).toMatch(/^[^.]+[^.]$/);
  expect(status === null || (status >= 200 && status < 600)).toBe(true);
});
