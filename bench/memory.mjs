import { existsSync, readdirSync, readFileSync } from 'node:fs'

const canTell = existsSync('/proc/self/status')

/**
 * Watches how much memory a process and its descendants have in RAM together. What is returned ends this and gives the peak in MiB, or
 * undefined where there is no Linux to ask. Looks every 50 ms, and counts pages that processes share once for each: both errors are
 * small for processes that live for seconds and hold hundreds of MiB.
 */
export function watchMemory(pid) {
  if (!canTell) return () => undefined
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, familyKibibytes(pid, everyProcess()) / 1024)
  }, 50)
  return () => {
    clearInterval(timer)
    return peak
  }
}

function familyKibibytes(pid, processes) {
  const own = processes.find((process) => process.pid === pid)?.kibibytes ?? 0
  const children = processes.filter(({ parent }) => parent === pid)
  return children.reduce((sum, child) => sum + familyKibibytes(child.pid, processes), own)
}

function everyProcess() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const status = statusOf(pid)
      const field = (name) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0)
      return { pid: Number(pid), parent: field('PPid'), kibibytes: field('VmRSS') }
    })
}

/** Empty for a process that has ended meanwhile. */
function statusOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
