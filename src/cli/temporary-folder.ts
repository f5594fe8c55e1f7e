import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { UsageError } from './io';
import { reasonOf } from '../manifests/find';

/** What ends a process from outside, unless it says otherwise. */
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Gives a folder to a function and removes it afterwards, also when a signal or `process.exit` ends the process. Throws a `UsageError` where none can be made. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  let folder: string | null = null;
  const remove = (): void => {
    if (folder !== null) fs.rmSync(folder, { recursive: true, force: true });
  };
  const end = (signal: NodeJS.Signals): void => {
    remove();
    stopListening();
    // what the signal does where nobody listens: end the process, with the status that the caller expects of it
    process.kill(process.pid, signal);
  };
  const stopListening = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, end);
    process.removeListener('exit', remove);
  };
  // before there is a folder: a signal that comes in between would leave it
  for (const signal of SIGNALS) process.on(signal, end);
  process.on('exit', remove);
  try {
    folder = makeFolder();
    return await use(folder);
  } finally {
    remove();
    stopListening();
  }
}

function makeFolder(): string {
  try {
    return fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-'));
  } catch (error) {
    throw new UsageError(`no temporary folder can be made in ${os.tmpdir()} (TMPDIR): ${reasonOf(error)}`);
  }
}
