/* What the engine takes of `node:crypto`, for the page, which cannot read certificates. */

export class X509Certificate {
  constructor() {
    throw new Error('certificates are not read here');
  }
}
