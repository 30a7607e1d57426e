import { generateKeyPairSync, randomUUID } from 'node:crypto';

/** A new key to sign tokens with, with an id that no other has. */
export function newSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}
