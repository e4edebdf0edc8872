import { expect, test } from 'vitest'
import { auditPublicKeys, createAuditSigning, verifyAuditSignature } from './audit-signing.ts'
import { keyLine, keyringFrom, keyringOf } from './test-keyring.ts'

const text = '{"head":"ünchanged"}'

test('what was signed verifies with the public key alone, which is 32 bytes', () => {
  const { sign, publicKey } = createAuditSigning(keyringOf('k1'))
  expect(Buffer.from(publicKey, 'base64url')).toHaveLength(32)
  expect(verifyAuditSignature(publicKey, text, sign(text))).toBe(true)
})

test('another text, another key and every altered signature are refused', () => {
  const { sign, publicKey } = createAuditSigning(keyringOf('k1'))
  const signature = sign(text)
  expect(verifyAuditSignature(publicKey, `${text} `, signature)).toBe(false)
  expect(verifyAuditSignature(createAuditSigning(keyringOf('k1')).publicKey, text, signature)).toBe(false)
  for (let at = 0; at < signature.length; at += 1) {
    const other = signature[at] === 'A' ? 'B' : 'A'
    expect(verifyAuditSignature(publicKey, text, signature.slice(0, at) + other + signature.slice(at + 1))).toBe(false)
    expect(verifyAuditSignature(publicKey, text, signature.slice(0, at))).toBe(false)
  }
  expect(verifyAuditSignature(publicKey, text, `${signature}=`)).toBe(false)
})

test.each(['', 'x', 'A'.repeat(42), 'A'.repeat(44), 'not base64 at all'])(
  'a public key that is none: %j',
  (publicKey) => {
    expect(verifyAuditSignature(publicKey, text, createAuditSigning(keyringOf('k1')).sign(text))).toBe(false)
  },
)

test('the key is the same after a start, and after a rotation the old public key is still told', () => {
  const [old, fresh] = [keyLine('k1'), keyLine('k2')]
  const before = createAuditSigning(keyringFrom(old))
  expect(createAuditSigning(keyringFrom(old)).publicKey).toBe(before.publicKey)
  const after = createAuditSigning(keyringFrom(fresh, old))
  expect(auditPublicKeys(keyringFrom(fresh, old))).toEqual([after.publicKey, before.publicKey])
  expect(verifyAuditSignature(before.publicKey, text, after.sign(text))).toBe(false)
})
