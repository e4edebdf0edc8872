// Messages of a protocol, cut out of a stream of bytes.
import { describe, expect, it } from 'vitest'
import { framer } from './frames.ts'

describe('framing', () => {
  it('finds PostgreSQL messages byte by byte, the first of a client being one without a type', () => {
    const startup = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0])
    const query = Buffer.concat([Buffer.from('Q'), Buffer.from([0, 0, 0, 6]), Buffer.from('x\0')])
    const sync = Buffer.concat([Buffer.from('S'), Buffer.from([0, 0, 0, 4])])
    const split = framer('postgres', 'to-server')
    const found = [...Buffer.concat([startup, query, sync])].flatMap((byte) => split(Buffer.from([byte])))
    expect(found).toEqual([startup, query, sync])
  })

  it('takes the first message of a PostgreSQL server as one with a type', () => {
    const ready = Buffer.concat([Buffer.from('Z'), Buffer.from([0, 0, 0, 5]), Buffer.from('I')])
    expect(framer('postgres', 'to-client')(Buffer.concat([ready, ready]))).toEqual([ready, ready])
  })

  it('keeps the rest of a line for the next chunk', () => {
    const split = framer('line', 'to-client')
    expect(split(Buffer.from('250-a\r\n25')).map(String)).toEqual(['250-a\r\n'])
    expect(split(Buffer.from('0 b\r\n')).map(String)).toEqual(['250 b\r\n'])
  })
})
