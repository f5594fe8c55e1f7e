import { constants, isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';

/** A text cannot be longer (V8), so more bytes are not read. */
export const MOST_BYTES = constants.MAX_STRING_LENGTH;

const CHUNK = 1024 * 1024;

/** More bytes than a text can hold. */
export class TooLargeError extends Error {
  constructor() {
    super(`it is larger than ${Math.round(MOST_BYTES / 1024 / 1024)} MB`);
  }
}

/** Bytes that are no text. */
export class EncodingError extends Error {
  /** @param line counts from 1 */
  constructor(readonly line: number) {
    super('this line holds bytes that are not UTF-8; save the file as UTF-8');
  }
}

/**
 * The text of a file, a pipe or a device.
 *
 * @throws EncodingError, TooLargeError, or what the file system says
 */
export function readTextFile(file: string): string {
  return decodeText(readBytes(file));
}

function readBytes(file: string): Buffer {
  const handle = fs.openSync(file, 'r');
  try {
    const stats = fs.fstatSync(handle);
    if (stats.size > MOST_BYTES) throw new TooLargeError();
    return stats.isFile() && stats.size > 0 ? fs.readFileSync(handle) : readToEnd(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Pipes and devices do not tell their size, and some never end. */
function readToEnd(handle: number): Buffer {
  const collector = new ByteCollector();
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = fs.readSync(handle, chunk);
    if (count === 0) return collector.bytes();
    collector.add(chunk.subarray(0, count));
  }
}

/** Collects what a stream gives, up to what a text can hold. */
export class ByteCollector {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  /** Throws a `TooLargeError`. */
  add(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > MOST_BYTES) throw new TooLargeError();
    this.chunks.push(chunk);
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/**
 * UTF-8, or what the byte order mark says, as kubectl decodes files (`unicode.BOMOverride`).
 *
 * go-yaml refuses bytes that are not UTF-8 ("invalid leading UTF-8 octet"); Go's JSON reader puts U+FFFD in their place.
 *
 * @throws EncodingError
 */
export function decodeText(bytes: string | Uint8Array): string {
  if (typeof bytes === 'string') return bytes;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xFF && buffer[1] === 0xFE) return buffer.toString('utf16le');
  if (buffer[0] === 0xFE && buffer[1] === 0xFF) return Buffer.from(buffer.subarray(0, buffer.length - buffer.length % 2)).swap16().toString('utf16le');
  if (isUtf8(buffer)) return IS_HEAP_FASTER ? utf8InHeap(buffer) : buffer.toString('utf8');
  if (!startsWithBrace(buffer)) throw new EncodingError(lineOfFault(buffer));
  return buffer.toString('utf8');
}

/**
 * Node keeps a text that it makes of more than about a million bytes outside of V8's heap. V8 from 13 on (Node 24) calls its runtime for every character
 * of such a text, until the function that asks has run for long: then what is put together of shorter texts is read in 0.9 of the time.
 */
const IS_HEAP_FASTER = Number.parseInt(process.versions.v8, 10) >= 13;

const MOST_IN_HEAP = 1_000_000;

/** @param most bytes of each of the texts it is put together of */
export function utf8InHeap(buffer: Buffer, most = MOST_IN_HEAP): string {
  let text = '';
  for (let start = 0; start < buffer.length;) {
    let end = Math.min(start + most, buffer.length);
    while (isInsideCharacter(buffer, end)) end -= 1;
    text += buffer.toString('utf8', start, end);
    start = end;
  }
  return text;
}

function isInsideCharacter(buffer: Buffer, at: number): boolean {
  return at < buffer.length && buffer[at] >= 0x80 && buffer[at] < 0xC0;
}

function startsWithBrace(buffer: Buffer): boolean {
  return /^\s*\{/.test(buffer.toString('latin1', 0, 1024));
}

function lineOfFault(buffer: Buffer): number {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = buffer.indexOf(10, start);
    if (end === -1 || !isUtf8(buffer.subarray(start, end))) return line;
    start = end + 1;
  }
}
