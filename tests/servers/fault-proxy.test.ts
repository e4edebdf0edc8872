// The proxy that places faults between the program and its servers, against a server that answers each line with itself.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'

describe('the fault proxy', () => {
  let echo: Server
  let heard: string[]
  let proxy: FaultProxy
  const clients: Socket[] = []

  beforeEach(async () => {
    heard = []
    echo = createServer((socket) => {
      socket.on('error', () => undefined)
      const reader = createInterface({ input: socket })
      reader.on('error', () => undefined)
      reader.on('line', (line) => {
        heard.push(line)
        socket.write(`${line}\n`)
      })
    }).listen(0, '127.0.0.1')
    await once(echo, 'listening')
    proxy = await startFaultProxy((echo.address() as AddressInfo).port, { framing: 'line' })
  })

  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy()
    await proxy.stop()
    echo.close()
  })

  it('passes both directions and counts whole messages however they were packed', async () => {
    const client = await open()
    client.write('on')
    client.write('e\ntwo\n')
    expect(await lines(client, 2)).toEqual(['one', 'two'])
    expect(proxy.count('to-server')).toEqual({ messages: 2, bytes: 8 })
    expect(proxy.count('to-client')).toEqual({ messages: 2, bytes: 8 })
  })

  it('cuts after the message asked for: the server heard it, nobody hears more', async () => {
    const client = await open()
    proxy.cutAfter({ messages: 2 }, 'to-server')
    client.write('one\ntwo\nthree\n')
    await closed(client)
    expect(heard).not.toContain('three')
    expect(proxy.count('to-server').messages).toBe(2)
  })

  it('cuts before an answer passes when nothing more is allowed that way', async () => {
    const client = await open()
    proxy.cutAfter({ messages: 0 }, 'to-client')
    client.write('written\n')
    expect(await closed(client)).toBe('')
    expect(heard).toEqual(['written'])
  })

  it('cuts in the middle of a message by bytes, and serves the next connection', async () => {
    const client = await open()
    proxy.cutAfter({ bytes: 5 }, 'to-client')
    client.write('one\ntwo\n')
    expect(await closed(client)).toMatch(/^(one\nt)?$/) // a reset may overtake what was sent before it
    const next = await open()
    next.write('again\n')
    expect(await lines(next, 1)).toEqual(['again'])
  })

  it('holds a message until the action planned for it is done', async () => {
    const client = await open()
    const heardBefore: string[][] = []
    proxy.onMessage(2, () => void heardBefore.push([...heard]))
    client.write('one\n')
    await lines(client, 1)
    client.write('two\n')
    await lines(client, 1)
    expect(heardBefore).toEqual([['one']])
  })

  it('swallows everything as a black hole and keeps the connection', async () => {
    const client = await open()
    proxy.blackHole()
    proxy.onMessage(2, () => proxy.heal())
    client.write('lost\nfound\n')
    expect(await lines(client, 1)).toEqual(['found'])
    expect(heard).toEqual(['found'])
  })

  it('refuses connections, and takes them again on the same port once healed', async () => {
    const client = await open()
    const reset = closed(client)
    await proxy.refuse()
    await reset
    await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await proxy.heal()
    const next = await open()
    next.write('back\n')
    expect(await lines(next, 1)).toEqual(['back'])
  })

  it('delivers delayed messages in order and complete', async () => {
    const client = await open()
    proxy.delay(5)
    client.write('one\ntwo\n')
    expect(await lines(client, 2)).toEqual(['one', 'two'])
  })

  async function open(): Promise<Socket> {
    const client = connect(proxy.port, '127.0.0.1')
    clients.push(client)
    await once(client, 'connect')
    return client
  }
})

function lines(client: Socket, wanted: number): Promise<string[]> {
  return new Promise((resolve) => {
    let text = ''
    const collect = (chunk: Buffer) => {
      text += chunk.toString()
      const found = text.split('\n').slice(0, -1)
      if (found.length < wanted) return
      client.off('data', collect)
      resolve(found)
    }
    client.on('data', collect)
  })
}

/** What still arrived before the connection was gone. */
function closed(client: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    client.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    client.on('error', () => undefined)
    client.on('close', () => resolve(text))
  })
}
