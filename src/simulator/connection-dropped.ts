/** The connection ended without an answer. A caller sees what Node.js reports of a socket that was reset. */
export class ConnectionDropped extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('the simulator dropped the connection, as a fault asks for');
    this.name = 'ConnectionDropped';
  }
}
