package dev.namespacecerts.manifest;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An object on its way through kustomizations.
 *
 * @param document null for a part of a file whose objects are unknown
 * @param reason null as long as the object can be judged; otherwise this, the place and the remedy are those of
 *     {@link Unjudged}
 */
record Item(Document document, Place place, String reason, String remedy) {
    static Item of(Document document) {
        return new Item(document, null, null, null);
    }

    boolean isJudged() {
        return reason == null;
    }

    /** Whether it is, or may be, a bundle or a filter. */
    boolean isOurs() {
        return document == null || document.isOurs();
    }

    Item map(UnaryOperator<Document> change) {
        return document == null ? this : new Item(change.apply(document), place, reason, remedy);
    }

    /** The first reason stays. */
    Item unjudged(Place where, String why, String instead) {
        return isJudged() ? new Item(document, where, why, instead) : this;
    }

    /** Not judged because of a field, if there is one. */
    Item unjudgedAt(Optional<String> path, String why, String instead) {
        return path.map(field -> unjudged(document.place(field), why, instead)).orElse(this);
    }

    Unjudged in(Unit unit) {
        return new Unjudged(unit, document, place, reason, remedy);
    }
}
