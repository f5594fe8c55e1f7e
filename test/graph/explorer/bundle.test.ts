import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { bundlePage } from '../../../tools/bundle';

test('the engine needs nothing of Node in the page, and the page is small', () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'page-')), 'explorer.js');
  bundlePage(path.join(__dirname, '..', '..', '..', 'src'), file);
  const script = fs.readFileSync(file, 'utf8');
  expect(script).not.toMatch(/\brequire\(|["']node:/);
  expect(script.length).toBeLessThan(1_200_000);
});
