import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export const frontdeskBinary = `${process.env.CARGO_TARGET_DIR ?? '../target'}/release/frontdesk`;

/** A process of a test's own. */
export class Running {
  private constructor(
    private readonly process: ChildProcess,
    /** The addresses in what it said first, a line each. */
    readonly urls: string[],
  ) {}

  /** Starts it, and waits until it has said `lines` addresses. */
  static async start(command: string, args: string[], env: Record<string, string> = {}, lines = 1): Promise<Running> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
    const said = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    const urls: string[] = [];
    while (urls.length < lines) {
      const { value, done } = await said.next();
      if (done) throw new Error(`${command} ended before it was ready`);
      urls.push(/http:\/\/127\.0\.0\.1:\d+[^\s.]*/.exec(value)![0].replace(/\/$/, ''));
    }
    return new Running(child, urls);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    if (this.process.exitCode === null && this.process.kill()) await ended;
  }
}

/** A simulated AWS without quotas. */
export function simulatedAws(): Promise<Running> {
  return Running.start(frontdeskBinary, ['sandbox', '--listen', '127.0.0.1:0', '--dns-listen', '127.0.0.1:0', '--rates', 'off']);
}

/** `frontdesk serve` before a simulated AWS, with a folder for its data; on a free port, unless it is told where. */
export function serve(aws: Running, data: string, settings: Record<string, string>, listen = '127.0.0.1:0'): Promise<Running> {
  return Running.start(frontdeskBinary, ['serve', '--listen', listen], {
    AWS_ENDPOINT_URL: aws.urls[0],
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_REGION: 'us-east-1',
    FRONTDESK_DATA: data,
    ...settings,
  });
}
