import { checkOptions, type CommonOptions } from './input';
import { UsageError } from './io';
import { serve, type LspStreams } from './lsp-server';
import { LanguageService } from '../lsp/service';

export interface LspOptions extends Omit<CommonOptions, 'loaded'> {
  readonly config?: string;
  /** The version of the command. */
  readonly program: string;
  /** What was given on the command line, and is no default. */
  readonly given: { readonly namespace: boolean; readonly controller: boolean };
}

/** `cdk8s-routing lsp`: answers an editor until that ends it. */
export function lsp(manifests: readonly string[], options: LspOptions, streams: LspStreams): void {
  const { namespace, controller, given, config, exclude } = options;
  checkOptions({ ...options, loaded: { config: null, baseline: null, problems: [] } }, ['text']);
  if (manifests.includes('-')) throw new UsageError('standard input is the editor\'s; name files or folders instead of -');
  const asked = { ...given.namespace ? { namespace } : {}, ...given.controller ? { controller } : {} };
  const service = new LanguageService({ asked, manifests, ...config === undefined ? {} : { config }, ...exclude === undefined ? {} : { exclude } });
  serve(service, options.program, streams);
}
