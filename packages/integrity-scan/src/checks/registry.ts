import { chatAuthorNotParticipant } from './chat-author-not-participant.ts'
import { chatNoAuthor } from './chat-no-author.ts'
import { chatOrphanMessage } from './chat-orphan-message.ts'
import type { AnyCheck } from './check.ts'
import { lessonsInvalidTimes } from './lessons-invalid-times.ts'
import { lessonsMissingRelation } from './lessons-missing-relation.ts'
import { lessonsOrphanStudent } from './lessons-orphan-student.ts'
import { lessonsOrphanTutor } from './lessons-orphan-tutor.ts'
import { notificationsOrphan } from './notifications-orphan.ts'
import { notificationsStale } from './notifications-stale.ts'
import { relationsDuplicates } from './relations-duplicates.ts'
import { relationsMultipleActiveTutors } from './relations-multiple-active-tutors.ts'
import { relationsOrphanStudent } from './relations-orphan-student.ts'
import { relationsOrphanTutor } from './relations-orphan-tutor.ts'
import { snapshotsEmptyState } from './snapshots-empty-state.ts'
import { snapshotsMissing } from './snapshots-missing.ts'
import { snapshotsOrphan } from './snapshots-orphan.ts'
import { usersDuplicateEmail } from './users-duplicate-email.ts'
import { usersInactiveWithActiveRelations } from './users-inactive-with-active-relations.ts'
import { usersNoRole } from './users-no-role.ts'

/** Every check of the platform's own tables, as they are listed. */
export const platformChecks: readonly AnyCheck[] = [
  relationsOrphanTutor,
  relationsOrphanStudent,
  relationsDuplicates,
  relationsMultipleActiveTutors,
  lessonsMissingRelation,
  lessonsInvalidTimes,
  lessonsOrphanTutor,
  lessonsOrphanStudent,
  chatOrphanMessage,
  chatNoAuthor,
  chatAuthorNotParticipant,
  notificationsOrphan,
  notificationsStale,
  snapshotsMissing,
  snapshotsEmptyState,
  snapshotsOrphan,
  usersNoRole,
  usersInactiveWithActiveRelations,
  usersDuplicateEmail,
]
