/** Many questions in turn are about few things, and each answer may be as long as the input: those of the last few things are remembered. */
export class Recent<T> {
  private readonly answers = new Map<string, T>();

  of(key: string, answer: () => T): T {
    let known = this.answers.get(key);
    if (known === undefined) {
      if (this.answers.size >= MOST_REMEMBERED) this.answers.clear();
      this.answers.set(key, known = answer());
    }
    return known;
  }
}

const MOST_REMEMBERED = 16;
