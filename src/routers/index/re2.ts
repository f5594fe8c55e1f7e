import type { RE2JS } from 're2js';

/** RE2, which is loaded for the first pattern: few manifests have any. */
export const re2 = (): typeof RE2JS => (require('re2js') as typeof import('re2js')).RE2JS;
