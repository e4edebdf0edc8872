// Cuts a stream of bytes into the messages of its protocol, so that a fault can be placed before the n-th message and
// land in the same place every time, however the bytes were packed into packets.

export type Framing = 'chunk' | 'line' | 'postgres'
export type Direction = 'to-server' | 'to-client'

/** Feeds on chunks; yields whole messages and keeps the rest for the next chunk. */
export type Framer = (chunk: Buffer) => Buffer[]

export function framer(framing: Framing, direction: Direction): Framer {
  switch (framing) {
    case 'chunk':
      return (chunk) => [chunk]
    case 'line':
      return collectFrames(lineLength)
    case 'postgres': {
      let started = direction === 'to-client'
      return collectFrames((bytes) => {
        // A client's first message has no type byte (PostgreSQL protocol, "StartupMessage").
        const length = started ? typedMessageLength(bytes) : startupMessageLength(bytes)
        if (length !== undefined && length <= bytes.length) started = true
        return length
      })
    }
  }
}

/** @param measure the length of the first message, or undefined while that cannot be known yet */
function collectFrames(measure: (bytes: Buffer) => number | undefined): Framer {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const frames: Buffer[] = []
    for (;;) {
      const length = measure(rest)
      if (length === undefined || length > rest.length) return frames
      frames.push(rest.subarray(0, length))
      rest = rest.subarray(length)
    }
  }
}

function lineLength(bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\n')
  return end === -1 ? undefined : end + 1
}

/** One type byte, then a length that counts itself but not the type. */
function typedMessageLength(bytes: Buffer): number | undefined {
  return bytes.length < 5 ? undefined : bytes.readInt32BE(1) + 1
}

function startupMessageLength(bytes: Buffer): number | undefined {
  return bytes.length < 4 ? undefined : bytes.readInt32BE(0)
}
