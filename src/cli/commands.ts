/* What the commands need; `main.ts` loads it when one runs, so that help and version start without. */

export { check } from './check';
export { diff } from './diff';
export { endpoints } from './endpoints';
export { graph } from './graph';
export { migrate } from './migrate';
export { resolve } from './resolve';
export { status } from './status';
export { routes } from './routes';
export { readByTest, test } from './test';
export { trace } from './trace';
export { watch } from './watch';
export { whatif } from './whatif';
export { loadConfig } from '../manifests/config-file';
export { problemText } from '../report/problem';
