import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './host';

export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly async?: boolean;
}

export interface Property {
  readonly name: string;
}

/** A type of the package, as `.jsii` has it. */
export interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly abstract?: boolean;
  readonly initializer?: object;
  readonly members?: readonly { readonly name: string }[];
  readonly methods?: readonly Method[];
  readonly properties?: readonly Property[];
}

/** Every public type. */
export function publicTypes(): readonly Type[] {
  const { types } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as { readonly types: Readonly<Record<string, Type>> };
  return Object.values(types);
}
