"""The addresses of questions between benches; included by `issues.urls`, which names the namespace."""

from django.urls import path

from issues.deliberation.questions import views

urlpatterns = [
    path("questions/", views.question_list, name="questions"),
    path("questions/new/", views.ask, name="ask_bench"),
    path("questions/<int:pk>/", views.question, name="question"),
    path("questions/<int:pk>/answer/", views.answer, name="answer_question"),
    path("questions/<int:pk>/accept/", views.accept, name="accept_answer"),
    path("questions/<int:pk>/insufficient/", views.insufficient, name="return_answer"),
    path("questions/<int:pk>/suspension/", views.suspend, name="propose_suspension"),
    path("questions/<int:pk>/suspension/settle/", views.settle, name="settle_suspension"),
    path("questions/<int:pk>/resume/", views.resume, name="resume_term"),
    path("questions/<int:pk>/withdraw/", views.withdraw, name="withdraw_question"),
    path("questions/<int:pk>/translation/", views.translate, name="translate_question"),
]
