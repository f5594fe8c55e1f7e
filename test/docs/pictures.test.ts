import * as fs from 'node:fs';
import * as path from 'node:path';
import { pictures } from '../../tools/pictures';

test('the pictures show what the examples are: `npm run docs:pictures`', () => {
  for (const [file, text] of pictures()) expect({ file, text: fs.readFileSync(path.join(__dirname, '..', '..', file), 'utf8') }).toEqual({ file, text });
});
