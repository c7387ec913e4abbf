import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Text } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { ManifestError } from '../../shared/api/millrace-types'
import classes from './manifest-text.module.css'

interface ManifestTextProps {
  value: string
  onChange: (value: string) => void
  problems: ManifestError[]
  /** A line to go to; an object of its own each time. */
  target: { line: number } | null
  readOnly: boolean
}

/** The text of a manifest, with line numbers and what is wrong at its line. */
export function ManifestText({ value, onChange, problems, target, readOnly }: ManifestTextProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const change = useRef(onChange)
  const access = useRef(new Compartment())

  useEffect(() => {
    change.current = onChange
  }, [onChange])

  useEffect(() => {
    if (host.current === null) return
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          lintGutter(),
          foldGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          search({ top: true }),
          yaml(),
          syntaxHighlighting(classHighlighter),
          access.current.of([]),
          keymap.of([
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          // In the order of the keyboard also while it can't be edited, so that it can be scrolled.
          EditorView.contentAttributes.of({ 'aria-label': 'Manifest', tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change.current(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [])

  useEffect(() => {
    const editor = view.current
    if (editor !== null && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
    }
  }, [value])

  useEffect(() => {
    view.current?.dispatch({
      effects: access.current.reconfigure([
        EditorState.readOnly.of(readOnly),
        EditorView.editable.of(!readOnly),
      ]),
    })
  }, [readOnly])

  useEffect(() => {
    const editor = view.current
    if (editor !== null)
      editor.dispatch(setDiagnostics(editor.state, diagnostics(editor.state.doc, problems)))
  }, [problems])

  useEffect(() => {
    const editor = view.current
    if (editor === null || target === null) return
    const line = editor.state.doc.line(Math.min(target.line, editor.state.doc.lines))
    editor.dispatch({
      selection: { anchor: line.from },
      effects: EditorView.scrollIntoView(line.from, { y: 'center' }),
    })
    editor.focus()
  }, [target])

  return <div ref={host} className={classes.editor} />
}

function diagnostics(text: Text, problems: ManifestError[]): Diagnostic[] {
  return problems.flatMap(({ line, place, message }) => {
    if (line === null || line > text.lines) return []
    const { from, to, text: written } = text.line(line)
    const begin = from + (written.length - written.trimStart().length)
    return [
      {
        from: begin,
        to,
        severity: 'error' as const,
        message: place === null ? message : `${place} ${message}`,
      },
    ]
  })
}
