import { useEffect, useRef, useState } from 'react'

/** Files may be dropped anywhere on the page; tells whether some hover over it. */
export function usePageDrop(onDrop: (files: File[]) => void): boolean {
  const [hovering, setHovering] = useState(false)
  const receiver = useRef(onDrop)
  useEffect(() => {
    receiver.current = onDrop
  }, [onDrop])
  useEffect(() => {
    // Entering a child comes before leaving its parent: only the count tells whether the pointer is still on the page.
    let depth = 0
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth += 1
      setHovering(true)
    }
    const over = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault()
    }
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setHovering(false)
    }
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth = 0
      setHovering(false)
      receiver.current([...(event.dataTransfer?.files ?? [])])
    }
    document.addEventListener('dragenter', enter)
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragenter', enter)
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [])
  return hovering
}
