from datetime import timedelta
from pathlib import Path
from committee.journal import clock
from issues.keeping.actions import give_task, keep_bookmark
from issues.moderation.actions import hide_post, summarise_strand, lock_thread
from issues.moderation.models import Report
from issues.moderation.reporting import keep_post, report_post
from issues.keeping.models import Task
from tests.issues.steps import say
from tests.issues.talking import about


def test_look(people, posts, problem, client_of):
    text = "Bonjour,\n\nles **pièces jointes** ne suivent pas la demande depuis la mise à jour. Faut-il les envoyer à part ?"
    extra = [say(people.molenbeek, problem, text) for _ in range(3)]
    answer = say(people.jette, problem, "Chez nous aussi, depuis lundi.", reply_to=extra[0])
    owner = problem.owner_of_thread
    for post in extra[:2]:
        report_post(by=people.ixelles, post=post, owner=owner, reason="Le message cite une situation qui se reconnaît.")
    keep_post(by=people.secretariat, post=extra[1], owner=owner, words="Rien n’y désigne quelqu’un : le message reste.")
    hide_post(by=people.secretariat, post=extra[2], owner=owner, reason="Le message désigne une situation qui se reconnaît.")
    for one in ("Un premier résumé.", "On **attend** le correctif :\n\n- annoncé pour mars\n- à vérifier par quatre CPAS"):
        summarise_strand(by=people.secretariat, strand=extra[0].strand, owner=owner, text=one, language="fr")
    task = give_task(by=people.federation, post=extra[0], owner=owner, what="Vérifier le flux avec le fournisseur", person=people.secretariat, due_on=clock.today() + timedelta(days=9))
    give_task(by=people.federation, post=answer, owner=owner, what="Demander les journaux à deux CPAS", person=people.secretariat)
    Task.objects.filter(pk=task.pk).update(due_on=clock.today() - timedelta(days=2))
    for post in (*extra, answer):
        keep_bookmark(by=people.secretariat, post=post, note="À reprendre au prochain point" if post == answer else "")
    browser = client_of(people.secretariat)
    report = Report.objects.order_by("pk").first()
    pages = {
        "reports": "reports/", "report": f"reports/{report.pk}/", "hide": f"posts/{extra[0].key}/hide/", "mark": f"posts/{extra[0].key}/mark/",
        "lock": f"threads/{problem.thread_id}/lock/", "move": f"threads/{problem.thread_id}/move/", "summary": f"strands/{extra[0].strand_id}/summary/",
        "bookmarks": "bookmarks/", "bookmark": f"posts/{answer.key}/bookmark/", "tasks": "tasks/", "task": f"tasks/{task.pk}/", "give": f"posts/{extra[0].key}/task/?find=cpas",
        "hidden": f"posts/{extra[2].key}/", "thread": f"threads/{problem.thread_id}/",
    }
    out = Path("/tmp/mod-pages"); out.mkdir(exist_ok=True)
    for code in ("fr", "nl"):
        for name, url in pages.items():
            response = browser.get(f"/{code}/{url}")
            assert response.status_code == 200, url
            html = response.content.decode().replace("/static/home/", "http://127.0.0.1:8499/")
            (out / f"{name}.{code}.html").write_text(html)
