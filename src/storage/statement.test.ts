import { describe, expect, it } from 'vitest'
import { bind, statement } from './statement.ts'

describe('a statement', () => {
  it('numbers its parameters by name, once each, and leaves casts alone', () => {
    const wanted = statement('x', 'select :b::text, :a, now()::date from t where t.b = :b')
    expect(wanted.parameters).toEqual(['b', 'a'])
    expect(wanted.text).toBe('select $1::text, $2, now()::date from t where t.b = $1')
    expect(bind(wanted, { a: 1, b: null, c: 'not asked for' }).values).toEqual([null, 1])
  })

  it('is not sent with a value forgotten', () => {
    expect(() => bind(statement('x', 'select :a'), { b: 1 })).toThrow('statement x lacks a value for a')
  })
})
