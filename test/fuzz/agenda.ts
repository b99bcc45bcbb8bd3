/** What happens when, in seconds; what is due at the same time happens in the order in which it was planned. */
export class Agenda {
  now = 0;
  private readonly due: Array<{ readonly at: number; readonly happen: () => void | Promise<void> }> = [];

  after(seconds: number, happen: () => void | Promise<void>): void {
    const at = this.now + seconds;
    let place = this.due.length;
    while (place > 0 && this.due[place - 1].at > at) {
      place--;
    }
    this.due.splice(place, 0, { at, happen });
  }

  async run(limit: number): Promise<boolean> {
    for (let count = 0; count < limit; count++) {
      const next = this.due.shift();
      if (next === undefined) {
        return true;
      }
      this.now = next.at;
      await next.happen();
    }
    return false;
  }
}
