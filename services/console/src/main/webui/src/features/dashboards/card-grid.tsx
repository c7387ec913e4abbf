import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core'
import {
  arrayMove,
  rectSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
} from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { ActionIcon } from '@mantine/core'
import { IconChartAreaLine, IconGripVertical } from '@tabler/icons-react'
import type { CSSProperties, ReactNode } from 'react'
import type { Card } from '../../shared/api/millrace-types'
import { EmptyState } from '../../shared/ui/empty-state'
import classes from './card-grid.module.css'
import { DashboardCard } from './dashboard-card'

interface CardGridProps {
  tenant: string
  dashboard: string
  cards: Card[]
  arranging: boolean
  onOrder: (cards: string[]) => void
}

/** The cards on twelve columns. While arranging, a handle moves a card by pointer, or with space and the arrow keys. */
export function CardGrid({ tenant, dashboard, cards, arranging, onOrder }: CardGridProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = cards.map((card) => card.id)
  const titleOf = (id: string | number) => cards.find((card) => card.id === id)?.title ?? ''
  const placeOf = (id: string | number) => `place ${ids.indexOf(String(id)) + 1} of ${ids.length}`
  const moved = ({ active, over }: DragEndEvent) => {
    if (over === null || active.id === over.id) return
    onOrder(arrayMove(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id))))
  }
  if (cards.length === 0) {
    return (
      <EmptyState icon={<IconChartAreaLine />} title="Nothing to show yet">
        The figures appear here as soon as the data is in.
      </EmptyState>
    )
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={moved}
      accessibility={{
        announcements: {
          onDragStart: ({ active }) => `Picked up ${titleOf(active.id)}, ${placeOf(active.id)}.`,
          onDragOver: ({ active, over }) =>
            over === null ? undefined : `${titleOf(active.id)} is over ${placeOf(over.id)}.`,
          onDragEnd: ({ active, over }) =>
            over === null ? 'Put back.' : `Put ${titleOf(active.id)} at ${placeOf(over.id)}.`,
          onDragCancel: () => 'Put back.',
        },
      }}
    >
      <SortableContext items={ids} strategy={rectSortingStrategy} disabled={!arranging}>
        <div className={classes.frame}>
          <div className={classes.grid}>
            {cards.map((card) => (
              <Place key={card.id} card={card} arranging={arranging}>
                <DashboardCard tenant={tenant} dashboard={dashboard} card={card} />
              </Place>
            ))}
          </div>
        </div>
      </SortableContext>
    </DndContext>
  )
}

interface PlaceProps {
  card: Card
  arranging: boolean
  children: ReactNode
}

function Place({ card, arranging, children }: PlaceProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({
      id: card.id,
    })
  const isNumber = card.visualization === 'NUMBER'
  const style: CSSProperties & Record<'--card-width' | '--card-width-tablet', number> = {
    '--card-width': card.width,
    '--card-width-tablet': isNumber || card.width <= 4 ? 6 : 12,
    transform: CSS.Translate.toString(transform),
    transition,
    zIndex: isDragging ? 2 : undefined,
  }
  return (
    <div
      ref={setNodeRef}
      style={style}
      className={classes.place}
      data-number={isNumber || undefined}
      data-dragging={isDragging || undefined}
    >
      {children}
      {arranging && (
        <ActionIcon
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          className={classes.handle}
          variant="filled"
          size="lg"
          aria-label={`Move ${card.title}`}
        >
          <IconGripVertical size={18} />
        </ActionIcon>
      )}
    </div>
  )
}
