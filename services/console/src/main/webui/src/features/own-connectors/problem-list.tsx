import { Stack, Text, UnstyledButton } from '@mantine/core'
import type { ManifestError } from '../../shared/api/millrace-types'
import classes from './problem-list.module.css'

interface ProblemListProps {
  problems: ManifestError[]
  onGo: (line: number) => void
}

/** What is wrong, in the order of the text; a click leads there. */
export function ProblemList({ problems, onGo }: ProblemListProps) {
  if (problems.length === 0) return null
  const ordered = [...problems].sort((left, right) => (left.line ?? 0) - (right.line ?? 0))
  return (
    <Stack component="ul" gap={6} className={classes.list} aria-label="What is wrong">
      {ordered.map(({ line, place, message }, index) => (
        // The same may be wrong in two places that are not known.
        <li key={index}>
          <UnstyledButton
            className={classes.problem}
            disabled={line === null}
            onClick={() => line !== null && onGo(line)}
          >
            {line !== null && <span className={classes.line}>Line {line}</span>}
            <span className={classes.words}>
              {place !== null && <code>{place} </code>}
              <Text span size="sm" inherit>
                {message}
              </Text>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </Stack>
  )
}
